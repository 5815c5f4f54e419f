"""Addresses of this room: the app and what it asks under /desk/field/, lists beside it."""

from django.urls import path

from sixia.fieldwork.offline import api
from sixia.fieldwork.offline.desk import devices, shell

urlpatterns = [
    path("desk/field/", shell.Shell.as_view(), name="field"),
    path("desk/field/worker.js", shell.Worker.as_view(), name="field_worker"),
    path("desk/field/app.webmanifest", shell.Manifest.as_view(), name="field_manifest"),
    path("desk/field/api/state", api.State.as_view(), name="field_state"),
    path("desk/field/api/enrol", api.Enrol.as_view(), name="field_enrol"),
    path("desk/field/api/pack", api.Pack.as_view(), name="field_pack"),
    path("desk/field/api/packets", api.Packets.as_view(), name="field_packets"),
    path("desk/field/api/photos/<uuid:act>/<uuid:name>", api.Photos.as_view(), name="field_photo"),
    path("desk/field/api/drop", api.Drop.as_view(), name="field_drop"),
    path("desk/field/api/goodbye", api.Goodbye.as_view(), name="field_goodbye"),
    path("desk/devices", devices.DeviceList.as_view(), name="field_devices"),
    path("desk/devices/received", devices.ReceivedList.as_view(), name="field_received"),
    path("desk/devices/<int:pk>/end", devices.EndDevice.as_view(), name="field_device_end"),
]
