"""Addresses of this room: signing in under /accounts/, the demo cast, and administration under /desk/."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from sixia.people import desk, public

urlpatterns = [
    path("accounts/login/", account.LoginView.as_view(extra_context={"demo_open": settings.DEMO}), name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", login_required(account.password_change), name="account_change_password"),
    path("accounts/password/set/", login_required(RedirectView.as_view(pattern_name="people_me")), name="account_set_password"),
    path("accounts/password/new/<slug:uid>/<str:token>/", public.new_password, name="people_new_password"),
    path("accounts/2fa/", mfa.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/2fa/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/2fa/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("demo/", public.demo, name="people_demo"),
    path("demo/enter/", public.demo_enter, name="people_demo_enter"),
    path("desk/me/", desk.people.Me.as_view(), name="people_me"),
    path("desk/people/", desk.people.PeopleList.as_view(), name="people_list"),
    path("desk/people/open/", desk.people.Open.as_view(), name="people_open"),
    path("desk/people/<int:pk>/", desk.people.Person.as_view(), name="people_person"),
    path("desk/people/<int:pk>/amend/", desk.people.Amend.as_view(), name="people_amend"),
    path("desk/people/<int:pk>/close/", desk.people.Close.as_view(), name="people_close"),
    path("desk/people/<int:pk>/link/", desk.people.GiveLink.as_view(), name="people_link"),
    path("desk/people/<int:pk>/factor/", desk.people.RequireFactor.as_view(), name="people_factor"),
    path("desk/people/<int:pk>/factor/reset/", desk.people.ResetFactor.as_view(), name="people_factor_reset"),
    path("desk/people/<int:pk>/appoint/", desk.people.Appoint.as_view(), name="people_appoint"),
    path("desk/posts/<int:pk>/end/", desk.posts.EndPost.as_view(), name="people_post_end"),
    path("desk/posts/<int:pk>/stand-in/", desk.posts.NameStandIn.as_view(), name="people_stand_in"),
    path("desk/stand-ins/<int:pk>/end/", desk.posts.EndStandIn.as_view(), name="people_stand_in_end"),
    path("desk/units/", desk.units.UnitList.as_view(), name="people_units"),
    path("desk/units/found/", desk.units.Found.as_view(), name="people_found"),
    path("desk/units/<int:pk>/", desk.units.UnitPage.as_view(), name="people_unit"),
    path("desk/units/<int:pk>/amend/", desk.units.AmendUnit.as_view(), name="people_unit_amend"),
    path("desk/units/<int:pk>/move/", desk.units.MoveUnit.as_view(), name="people_unit_move"),
    path("desk/units/<int:pk>/dissolve/", desk.units.DissolveUnit.as_view(), name="people_unit_dissolve"),
    path("desk/recusals/", desk.recusals.RecusalList.as_view(), name="people_recusals"),
    path("desk/recusals/declare/", desk.recusals.Declare.as_view(), name="people_recusal_declare"),
    path("desk/recusals/<int:pk>/lift/", desk.recusals.Lift.as_view(), name="people_recusal_lift"),
    path("desk/journal/people/", desk.journal.JournalList.as_view(), name="people_journal"),
]
