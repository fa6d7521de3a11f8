"""An invented organisation, so that a stranger's first minute is good.

`people` says who they are, `life` lets them live through nine weeks, through the same actions
as everybody else. Nobody in it exists.
"""
