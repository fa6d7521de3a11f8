"""E-mail, by the server that all mail goes by, from an address that says nothing."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from alongside.jobs import rules as jobs
from alongside.threads.channels import AGAIN, REFUSED, SENT, Notice, Outcome


class Mail:
    service = "mail"
    tells_doubles = False

    def send(self, notice: Notice) -> Outcome:
        message = EmailMessage(notice.subject, notice.body, settings.NOTICE_FROM, [notice.to])
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _said in error.recipients.values()]
            return Outcome(REFUSED if all(map(jobs.is_final, codes)) else AGAIN)
        except (smtplib.SMTPException, OSError):
            return Outcome(AGAIN)
        return Outcome(SENT)
