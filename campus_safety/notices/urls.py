"""Addresses of the inbox, of a person's channels, and of the hosts that an administrator approves."""

from django.urls import path

from campus_safety.notices.views import channels, hosts, inbox

app_name = "notices"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("<int:pk>/open/", inbox.notice_open, name="open"),
    path("read/", inbox.all_read, name="all_read"),
    path("unread/", inbox.all_unread, name="all_unread"),
    path("channels/", channels.channels, name="channels"),
    path("channels/new/<str:kind>/", channels.channel_new, name="channel_new"),
    path("channels/<int:pk>/", channels.channel, name="channel"),
    path("channels/<int:pk>/edit/", channels.channel_edit, name="channel_edit"),
    path("channels/<int:pk>/use/", channels.channel_use, name="channel_use"),
    path("channels/<int:pk>/test/", channels.channel_test, name="channel_test"),
    path("channels/<int:pk>/remove/", channels.channel_remove, name="channel_remove"),
    path("hosts/", hosts.hosts, name="hosts"),
    path("hosts/new/", hosts.host_new, name="host_new"),
    path("hosts/<int:pk>/remove/", hosts.host_remove, name="host_remove"),
]
