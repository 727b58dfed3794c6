"""Reads pages that are images: straightens them, finds tables and text, and has the text read."""
