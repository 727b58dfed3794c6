"""`python -m ita_parse`: the command line."""

from __future__ import annotations

from ita_parse.cli import main

if __name__ == "__main__":
    main()
