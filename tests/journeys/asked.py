"""Questions of the demo's own, for the walk of every page."""

from typing import Any

from alongside.questions.models import Answer, Question, Sheet


def things() -> dict[str, Any]:
    """What people there are asked, one of the questions, and an answer."""
    sheet = Sheet.objects.filter(begun_at__isnull=False, ended_at=None, they_answer=True).first()
    assert sheet is not None
    question = Question.objects.filter(sheet=sheet, ended_at=None).first()
    answer = Answer.objects.filter(question__sheet=sheet).first()
    assert question and answer
    time = Sheet.objects.filter(begun_at__isnull=False, ended_at=None, about="contact").first()
    assert time is not None
    return {"questions:answer_contact.sheet": time.pk} | {
        "sheet": sheet.pk,
        "question": question.pk,
        "answer": answer.pk,
    }
