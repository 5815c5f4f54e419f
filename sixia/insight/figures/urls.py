"""Addresses of this room: everybody's at /figures, officials' under /desk/."""

from django.urls import path

from sixia.insight.figures import public
from sixia.insight.figures.desk import board, lists, mail, silence

urlpatterns = [
    path("figures", public.figures, name="figures"),
    path("figures/data", public.about, name="figures_data"),
    path("figures/data/<int:year>.<slug:kind>", public.data, name="figures_file"),
    path("desk/insight/figures", board.Board.as_view(), name="desk_figures"),
    path("desk/insight/figures/silence", silence.Silence.as_view(), name="desk_silence"),
    path("desk/insight/figures/mail", mail.Mail.as_view(), name="desk_figures_mail"),
    path("desk/insight/figures/<slug:key>", board.One.as_view(), name="desk_figure"),
    path("desk/insight/figures/<slug:key>/<slug:side>", lists.behind, name="desk_figure_list"),
]
