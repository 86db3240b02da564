"""``python -m service`` serves, as the environment configures it."""

from service.app import main

if __name__ == "__main__":
    main()
