"""The API's root: which app answers under which path."""

from ninja import NinjaAPI

from alongside.accounts import api as lock
from alongside.directory.api import router as directory
from alongside.support.api import router as support

api = NinjaAPI(
    title="Alongside",
    version="1",
    auth=lock.Refuse(),
    docs_url=None,  # its page would load scripts from elsewhere
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", directory)
api.add_router("", support)
