"""Vocabularies: data that a person who knows Thai reports but no Python can extend."""
