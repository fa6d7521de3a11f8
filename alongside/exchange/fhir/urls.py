"""Resources are called as FHIR calls them, in the address too."""

from django.urls import path

from alongside.exchange.views import fhir as views

app_name = "fhir"
urlpatterns = [
    path("metadata", views.metadata, name="metadata"),
    path("HealthcareService", views.services, name="services"),
    path("HealthcareService/_search", views.find_services, name="find_services"),
    path("HealthcareService/<str:pk>", views.service, name="service"),
    path("Location", views.locations, name="locations"),
    path("Location/_search", views.find_locations, name="find_locations"),
    path("Location/<str:pk>", views.location, name="location"),
    path("Organization", views.organizations, name="organizations"),
    path("Organization/_search", views.find_organizations, name="find_organizations"),
    path("Organization/<str:pk>", views.organization, name="organization"),
    path("", views.nothing, name="root"),
    path("<path:rest>", views.nothing, name="nothing"),
]
