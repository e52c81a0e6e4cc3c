"""The origin's one address: the edge asks it for pages that the store lacks."""

from django.urls import path

from stoppress.site.origin import press_page

urlpatterns = [path("-/press", press_page)]
