"""Do I want an account? A participant takes one beside their six words, or gives it up."""

from typing import Any

from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.accounts import access, actors, models
from alongside.accounts import forms as signing
from alongside.accounts import queries as accounts
from alongside.accounts.access import Permission as P
from alongside.accounts.views import coming
from alongside.core import door, ids
from alongside.participants import actions, forms, queries


@access.needs(P.ACCOUNT_HAVE)
@never_cache
@sensitive_post_parameters()
def account(request: access.Request) -> HttpResponse:
    """Choose a name and a passphrase; with an account, how one comes in."""
    me = queries.own(request.by)
    if me.person_id is not None:
        own = accounts.oneself(request.by)  # a finder of the words does not read the name
        page = {"me": me, "person": own, "form_id": ids.new()}
        return render(request, "participants/account_kept.html", page)
    form = forms.HaveAccount(request.POST or None)
    tried = door.tried(
        request,
        form,
        lambda: actions.have_account(
            by=request.by,
            id=form.cleaned_data["id"],
            username=form.cleaned_data["username"],
            passphrase=form.cleaned_data["new"],
            language=get_language() or "en",
        ),
    )
    if tried.is_done:
        return _come_in(request, tried.result)
    return _choice(request, tried.status, form=form)


@access.needs(P.ACCOUNT_HAVE)
@never_cache
@sensitive_post_parameters()
def join_account(request: access.Request) -> HttpResponse:
    """Sign in with an account one has already, to wear one more hat with it."""
    if queries.own(request.by).person_id is not None:
        return redirect("participants:account")
    known = signing.SignIn(request.POST or None, prefix="known")

    def join() -> models.Membership:
        person = accounts.person_signing_in(request, **known.cleaned_data)
        return actions.join_account(
            by=request.by,
            person=person.pk if person else actors.NOWHERE,
            passphrase=known.cleaned_data["passphrase"],
        )

    tried = door.tried(request, known, join)
    if tried.is_done:
        return _come_in(request, tried.result)
    return _choice(request, tried.status, known=known)


def _choice(request: access.Request, status: int, **bound: Any) -> HttpResponse:
    """Both ways to an account, on one page; `bound` is the form that was sent."""
    context = {"form": forms.HaveAccount(), "known": signing.SignIn(prefix="known")} | bound
    return render(request, "participants/account.html", context, status=status)


def _come_in(request: access.Request, hat: Any) -> HttpResponse:
    """Signed in from now on, in the participant's hat. A form sent twice signs nobody in."""
    onward = reverse("participants:account")
    if hat is None:
        return redirect(onward)
    answer = coming.come_in(request, hat.person, hat, onward)
    messages.success(
        request, _("You have an account. Nothing was lost, and your six words still work.")
    )
    return answer


@access.needs(P.ACCOUNT_HAVE)
@never_cache
def give_up_account(request: access.Request) -> HttpResponse:
    """Back to the six words alone; first get some, where one has none."""
    me = queries.own(request.by)
    if request.method != "POST":
        if me.person_id is None:
            return redirect("participants:account")
        has_key = me.return_key is not None and me.return_key.is_live
        is_signed_in = request.by.kind is actors.Kind.PERSON
        context = {"has_key": has_key, "is_signed_in": is_signed_in, "form_id": ids.new()}
        return render(request, "participants/account_give_up.html", context)
    key = actions.give_up_account(by=request.by)
    if request.by.kind is actors.Kind.PERSON:
        auth.logout(request)
        coming.begin_key_session(request, key)
    messages.success(
        request, _("Your account is given up. Nothing was lost: you are here with your six words.")
    )
    return redirect("participants:account")


@access.needs(P.ACCOUNT_HAVE)
@require_POST
@never_cache
def new_key(request: access.Request) -> HttpResponse:
    """Six words for somebody with an account. They are shown in this answer only."""
    if request.by.kind is not actors.Kind.PERSON:
        return redirect("accounts:replace_return_key")
    made = ids.parse(request.POST.get("id", ""))
    if made is None:
        return redirect("participants:account")
    words = actions.new_key(by=request.by, id=made, language=get_language() or "en")
    page = {"words": words.split(), "form_id": ids.new()}
    return render(request, "participants/account_words.html", page)
