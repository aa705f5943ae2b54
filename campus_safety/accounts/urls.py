"""Addresses of sign-in and sign-out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from campus_safety.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("home/", views.home, name="home"),
    path("language/<str:code>/", views.language, name="language"),
]
