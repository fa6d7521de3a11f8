"""One's own account: name, passphrase, return key, hats."""

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.accounts import access, actions, forms, models, queries, roles, rules, sessions
from alongside.accounts.access import Permission as P
from alongside.accounts.views import entrance
from alongside.core import errors, ids


@access.needs(P.ACCOUNT_KEEP)
def account(request: access.Request) -> HttpResponse:
    """One's own page. A return-key holder has no account, and reads what that means."""
    person = queries.oneself(request.by)
    if person is None:
        return render(request, "accounts/key_account.html")
    said = {name: getattr(person, name) for name in ("name", "email", "language", "version")}
    form = forms.Account(request.POST or None, initial=said)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_account(by=request.by, **form.cleaned_data)
            return redirect("accounts:account")
        except errors.Problem as problem:
            status = errors.onto(form, problem)
    context = {
        "form": form,
        "person": person,
        "hats": queries.hats_beside(request.by),
        "may_restore": access.can(request.by, P.FACTOR_RESTORE),
    }
    return render(request, "accounts/account.html", context, status=status)


@access.needs(P.ACCOUNT_KEEP)
@never_cache
@sensitive_post_parameters()
def passphrase(request: access.Request) -> HttpResponse:
    """Change it. The first one, which somebody handed over, must be changed."""
    if queries.oneself(request.by) is None:
        return redirect("accounts:account")
    form = forms.Passphrase(request.POST or None)
    first = queries.must_change_passphrase(request)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person = actions.change_passphrase(
                by=request.by, current=said["current"], new=said["new"]
            )
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            auth.update_session_auth_hash(request, person)
            sessions.be_sure(request)
            actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))
            return redirect("accounts:home" if first else "accounts:account")
    context = {"form": form, "first": first}
    return render(request, "accounts/passphrase.html", context, status=status)


@access.needs(P.RETURN_KEY_MAKE)
@never_cache
def replace_return_key(request: access.Request) -> HttpResponse:
    """New words for the key one came in with. They are shown in this answer only."""
    made = ids.parse(request.POST.get("id", ""))
    if made is None:
        first = queries.must_replace_return_key(request)
        page = {"first": first, "form_id": ids.new()}
        return render(request, "accounts/replace_return_key.html", page)
    key, words = actions.replace_return_key(
        by=request.by, id=made, language=translation.get_language() or "en"
    )
    request.session.update(queries.session_of(key))
    actions.end_other_sessions(by=request.by, but=sessions.handle_of(request))
    page = {"words": words.split(), "form_id": ids.new()}
    return render(request, "accounts/new_return_key.html", page)


@access.needs(P.ACCOUNT_KEEP)
def hats(request: access.Request) -> HttpResponse:
    """All one's roles. Switching is a choice, and leaves nothing of the role before."""
    if request.method == "POST":
        return _switch(request)
    return _hats_page(request, forms.OwnKey())


def _hats_page(request: access.Request, form: forms.OwnKey, status: int = 200) -> HttpResponse:
    context = {"hats": queries.hats_beside(request.by), "form": form}
    return render(request, "accounts/hats.html", context, status=status)


@access.needs(P.ACCOUNT_KEEP)
@never_cache
@sensitive_post_parameters()
def own_support(request: access.Request) -> HttpResponse:
    """From work to one's own support, with one's own key. Whoever has none reads the same as
    whoever types it wrong: no screen at work shows who has support here."""
    if request.method != "POST" or request.by.is_participant:
        return redirect("accounts:hats")
    form = forms.OwnKey(request.POST)
    status = 422
    if form.is_valid():
        try:
            hat = actions.cross_over(by=request.by, **form.cleaned_data)
        except errors.Problem as problem:
            status = errors.onto(form, problem)
        else:
            return _wear(request, hat)
    return _hats_page(request, form, status)


def _switch(request: access.Request) -> HttpResponse:
    hat = queries.hat(request.by, ids.parse(request.POST.get("hat", "")))
    if hat.role == rules.ADMINISTRATOR or (request.by.is_participant and hat.role in roles.STAFF):
        access.require_step_up(request)
    return _wear(request, hat)


def _wear(request: access.Request, hat: models.Membership) -> HttpResponse:
    for name in set(request.session.keys()) - KEPT:
        del request.session[name]
    request.session[queries.HAT] = str(hat.pk)
    sessions.wear(request)
    request.session.cycle_key()
    return redirect(entrance.own_path(request) or entrance.home_of(hat.role))


# What says who is signed in; all else in a session belongs to the hat.
KEPT = {
    auth.SESSION_KEY,
    auth.BACKEND_SESSION_KEY,
    auth.HASH_SESSION_KEY,
    sessions.LOCK,
    "_csrftoken",
}
