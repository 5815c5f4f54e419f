"""The floor that intake is compared with: a bare Django view that makes four inserts in one transaction, and nothing else.

Run as a program of its own, `python -m sixia.config.bench.floor PORT DATABASE_URL`, since it has settings of its own.
"""

import sys
from typing import Any

import dj_database_url
import django
from django.conf import settings

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
}


def configure(url: str) -> None:
    """Settings with a database and one address."""
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60)}
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = SQLITE
    settings.configure(
        DATABASES={"default": database},
        ROOT_URLCONF=sys.modules[__name__],
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="none",  # noqa: S106  # a floor keeps no secrets
        MIDDLEWARE=[],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def application() -> Any:
    """Tables, the view, and the application around it."""
    from django.core.wsgi import get_wsgi_application  # none of this can be imported before the settings are there
    from django.db import connection, models, transaction
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from django.utils import timezone

    def kind(name: str) -> Any:
        columns = {f"text{number}": models.CharField(max_length=400, default="") for number in range(6)}
        numbers = {f"number{number}": models.IntegerField(default=0) for number in range(6)}
        meta = type("Meta", (), {"app_label": "floor", "indexes": [models.Index(fields=["at", "id"], name=f"{name}_at")]})
        own = {"at": models.DateTimeField(), "__module__": __name__, "Meta": meta}
        return type(name, (models.Model,), {**columns, **numbers, **own})

    tables = [kind(name) for name in ("floor_case", "floor_voice", "floor_clock", "floor_entry")]
    known = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for table in tables:
            if table._meta.db_table not in known:
                editor.create_model(table)

    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse("floor")
        now, words = timezone.now(), request.POST["text"][:400]
        with transaction.atomic():
            for table in tables:
                table.objects.create(at=now, text0=words, text1=request.POST["name"], text2=request.POST["kind"])
        return HttpResponse(status=302, headers={"Location": "/"})

    globals()["urlpatterns"] = [path("", view)]
    return get_wsgi_application()


def main(port: int, url: str) -> None:
    """Serve until told to stop, by the same server with the same numbers of processes and threads."""
    from sixia.config.serve_web import Web, listen  # gunicorn is heavy and needed only here

    configure(url)
    made = application()
    from django.db import connections

    connections.close_all()

    class Floor(Web):
        def load(self) -> Any:
            return made

    listener = listen("127.0.0.1", port)  # kept by name: a listener that is forgotten is closed
    Floor(listener, 2).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
