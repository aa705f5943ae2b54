"""Addresses of tips, for police."""

from django.urls import path

from outreach.views import tip_export, tip_photos, tip_turning, tips

urlpatterns = [
    path("tips/", tips.tip_list, name="tips"),
    path("tips/export.xlsx", tip_export.tips_export, name="tips_export"),
    path("tips/<int:pk>/", tips.tip, name="tip"),
    path("tips/<int:pk>/steps/<slug:step>/", tips.tip_step, name="tip_step"),
    path("tips/<int:pk>/turn/<slug:into>/", tip_turning.tip_turn, name="tip_turn"),
    path("tips/<int:pk>/photo/", tip_photos.tip_photo, name="tip_photo"),
    path("tips/<int:pk>/photo/remove/", tip_photos.tip_photo_remove, name="tip_photo_remove"),
]
