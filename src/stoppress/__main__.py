"""``python -m stoppress`` is the command ``stoppress``."""

from stoppress.cli import main

if __name__ == "__main__":
    main()
