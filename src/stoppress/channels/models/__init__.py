"""Models of the channels."""

from stoppress.channels.models.channels import Channel
from stoppress.channels.models.deliveries import Delivery
from stoppress.channels.models.ping_states import PingState

__all__ = ["Channel", "Delivery", "PingState"]
