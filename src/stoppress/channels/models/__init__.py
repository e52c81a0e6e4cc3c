"""Models of the channels."""

from stoppress.channels.models.channels import Channel
from stoppress.channels.models.deliveries import Delivery

__all__ = ["Channel", "Delivery"]
