"""Addresses of the origin, which only the edge asks."""

from django.urls import include, path

urlpatterns = [path("", include("stoppress.site.urls"))]
