"""Addresses of this room: residents' at the root, officials' under /desk/."""

from django.urls import path

from sixia.oversight import public
from sixia.oversight.desk import beside, charges, giving, promises, proposing

urlpatterns = [
    path("promises", public.Board.as_view(), name="public_promises"),
    path("track/<str:receipt>/promises/<int:pk>", public.say, name="voice_promise"),
    path("desk/promises", promises.PromiseList.as_view(), name="desk_promises"),
    path("desk/promises/new", giving.GiveView.as_view(), name="desk_promise_new"),
    path("desk/promises/in/<int:pk>", giving.GiveView.as_view(), name="desk_promise_in"),
    path("desk/promises/of/<int:pk>", beside.CasePromises.as_view(), name="desk_case_promises"),
    path("desk/promises/<int:pk>", promises.PromiseView.as_view(), name="desk_promise"),
    path("desk/promises/<int:pk>/<slug:move>", promises.PromiseMove.as_view(), name="desk_promise_move"),
    path("desk/charges", charges.ChargeList.as_view(), name="desk_charges"),
    path("desk/charges/proposals", charges.ProposalList.as_view(), name="desk_proposals"),
    path("desk/charges/old", charges.OldList.as_view(), name="desk_old_cases"),
    path("desk/charges/of/<int:pk>", proposing.ProposeView.as_view(), name="desk_propose"),
    path("desk/charges/of/<int:pk>/important", proposing.MarkView.as_view(), name="desk_mark"),
    path("desk/charges/beside/<int:pk>", beside.CaseCharge.as_view(), name="desk_case_charge"),
    path("desk/charges/<int:pk>", charges.ChargeView.as_view(), name="desk_charge"),
    path("desk/charges/<int:pk>/<slug:move>", charges.ChargeMove.as_view(), name="desk_charge_move"),
]
