"""Addresses for everybody: tips, feedback by a link, and the verification of a letter."""

from django.urls import path

from outreach.views import letters, public_feedback, public_tips

app_name = "outreach_public"

urlpatterns = [
    path("tips/", public_tips.tips, name="tips"),
    path("tips/follow/", public_tips.follow, name="tip_follow"),
    path("feedback/<slug:token>/", public_feedback.feedback, name="feedback"),
    path("letters/<slug:token>/", letters.verify, name="letter"),
]
