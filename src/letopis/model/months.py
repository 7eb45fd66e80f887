"""English names of the months: in full from CLDR (through Babel), and short as the Chicago Manual of Style has them.

CLDR's own abbreviations are not used: Chicago (17th edition, 10.39) does not shorten June and July, and writes Sept.
"""

from __future__ import annotations

from typing import Final

from babel.dates import get_month_names

MONTHS: Final = tuple(get_month_names("wide", locale="en")[number] for number in range(1, 13))
SHORT_MONTHS: Final = tuple("Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split())
