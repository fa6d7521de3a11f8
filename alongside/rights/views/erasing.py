"""Being erased: asked for by oneself, told to a worker, carried out, and proven by a receipt."""

import secrets
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from alongside.accounts import access
from alongside.accounts.access import Permission as P
from alongside.core import door, ids
from alongside.participants import actions as participants
from alongside.rights import actions, forms, policy, queries, rules


def _new_code() -> str:
    return "".join(secrets.choice(rules.LETTERS) for _again in range(rules.GROUPS * rules.EACH))


def _form(request: HttpRequest) -> forms.Erase:
    return forms.Erase(request.POST or None, initial={"code": _new_code()})


def _code_in(form: forms.Erase) -> str:
    """The code on the page: of the form that was sent, or a new one."""
    said = str(form["code"].value() or "")
    return rules.shown_code(rules.plain_code(said)) if rules.is_code(said) else ""


@access.needs(P.RECORD_FORGET)
@access.step_up
@never_cache
def erase(request: access.Request) -> HttpResponse:
    """What would be erased, what law keeps sealed, and the code of the receipt; then it is done,
    and this browser is nobody's any more."""
    person = policy.own(request.by)
    form = _form(request)
    tried = door.tried(
        request,
        form,
        lambda: actions.forget(
            by=request.by,
            participant=person.pk,
            id=form.cleaned_data["id"],
            code=form.cleaned_data["code"],
        ),
    )
    if tried.is_done:
        request.session.flush()
        request.__dict__.pop("by")  # whoever reads the receipt is nobody any more
        return _receipt(request, _code_in(form), queries.of_receipt(tried.result))
    erased, kept = queries.planned(person)
    context = {
        "person": person,
        "form": form,
        "code": _code_in(form),
        "erased": erased,
        "kept": kept,
        "hold": queries.hold_on(person),
        "wish": queries.wish_of(person),
    }
    return render(request, "rights/erase.html", context, status=tried.status)


def _receipt(request: HttpRequest, code: str, found: queries.Receipt | None) -> HttpResponse:
    return render(request, "rights/receipt.html", {"code": code, "receipt": found})


@access.needs(P.RECORD_FORGET)
@require_POST
def keep(request: access.Request) -> HttpResponse:
    """A wish that somebody wrote down is not theirs, or not any more."""
    person = policy.own(request.by)
    wish = ids.parse(request.POST.get("wish", "")) or uuid.UUID(int=0)
    actions.set_wish_aside(by=request.by, participant=person.pk, wish=wish)
    messages.success(request, _("Set aside. Nothing is erased."))
    return redirect("rights:record")


@access.needs(P.WISH_TELL)
def tell_wish(request: access.Request, participant: uuid.UUID) -> HttpResponse:
    """They said it: write down that somebody wants to be erased."""
    found = participants.look(
        by=request.by, participant=participant, permission=P.WISH_TELL, page="wish"
    )
    if request.method == "POST":
        made = ids.parse(request.POST.get("id", "")) or ids.new()
        actions.tell_wish(by=request.by, participant=found.pk, id=made)
        messages.success(request, _("Written down. The privacy lead carries it out."))
        return redirect("rights:tell_wish", participant=found.pk)
    context = {"person": found, "wish": queries.wish_of(found), "form_id": ids.new()}
    return render(request, "rights/tell_wish.html", context)


@access.needs(P.RIGHTS_KEEP)
@access.step_up
@never_cache
def wish(request: access.Request, wish: uuid.UUID) -> HttpResponse:
    """Carry out what somebody said: numbers only, and a receipt to hand over."""
    found = queries.wish(request.by, wish)
    form = _form(request)
    tried = door.tried(
        request,
        form,
        lambda: actions.forget(
            by=request.by,
            participant=found.person.pk,
            id=found.row.pk,
            code=form.cleaned_data["code"],
        ),
    )
    if tried.is_done:
        return _receipt(request, _code_in(form), queries.of_receipt(tried.result))
    context = {"found": found, "form": form, "code": _code_in(form)}
    return render(request, "rights/wish.html", context, status=tried.status)


@door.public
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """What became of my wish to be erased? For whoever has the code; no account is needed."""
    form = forms.Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["code"]
        found = queries.receipt(said)
        if found is not None:
            return _receipt(request, rules.shown_code(rules.plain_code(said)), found)
        form.add_error("code", _("This code opens no receipt. Look at each sign and try again."))
    status = 422 if form.errors else 200
    return render(request, "rights/find_receipt.html", {"form": form}, status=status)
