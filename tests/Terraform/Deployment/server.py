"""Moto's server, with one difference: a mapping to a function's alias is returned as such, and not as one to the version that the alias names."""

from moto.awslambda.models import EventSourceMapping
from moto.server import main

moto_init = EventSourceMapping.__init__


def init(self, spec):
    moto_init(self, spec)
    self.function_arn = spec["FunctionName"]


EventSourceMapping.__init__ = init
main()
