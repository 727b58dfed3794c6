"""What a report's records are held against: arithmetic, official lists, and the language itself."""
