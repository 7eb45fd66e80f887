"""``python -m letopis`` is the command ``letopis``."""

import sys

from letopis.cli import main

sys.exit(main())
