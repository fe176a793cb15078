"""`from tests import factories as make`: each step's makers under one name."""

from tests.factories.analyses import *  # noqa: F403
from tests.factories.answers import *  # noqa: F403
from tests.factories.collect import *  # noqa: F403
from tests.factories.judging import *  # noqa: F403
from tests.factories.meetings import *  # noqa: F403
from tests.factories.meetings_days import *  # noqa: F403
from tests.factories.people import *  # noqa: F403
from tests.factories.reports import *  # noqa: F403
from tests.factories.rounds import *  # noqa: F403
from tests.factories.signals import *  # noqa: F403
from tests.factories.stream import *  # noqa: F403
from tests.factories.trends import *  # noqa: F403
