# syntax=docker/dockerfile:1
# Two stages: what builds is not in what runs. No secret is needed to build, none is inside.

FROM python:3.12-slim-bookworm AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/alongside/venv
COPY requirements/run.txt /opt/alongside/requirements.txt
RUN /opt/alongside/venv/bin/pip install --require-hashes -r /opt/alongside/requirements.txt
COPY manage.py pyproject.toml /opt/alongside/
COPY alongside /opt/alongside/alongside
COPY locale /opt/alongside/locale
COPY tools/messages.py /opt/alongside/tools/messages.py
WORKDIR /opt/alongside
# Collecting files loads the settings, which ask for secrets: these are not used by anything else.
RUN export ALONGSIDE_SECRET_KEY=build ALONGSIDE_PEPPER=build ALONGSIDE_AUDIT_KEY=build \
           ALONGSIDE_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ALONGSIDE_VAR=/opt/alongside/var \
    && venv/bin/python tools/messages.py compile \
    && venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf tools requirements.txt

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /opt/alongside --shell /usr/sbin/nologin alongside
COPY --from=built /opt/alongside /opt/alongside
# Seals and, without a database server, the database: the only folders that are written to.
RUN mkdir -p /opt/alongside/var/seals && chown alongside: /opt/alongside/var /opt/alongside/var/seals
WORKDIR /opt/alongside
USER alongside
ENV PATH=/opt/alongside/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "manage.py", "serve", "--bind", "0.0.0.0:8000"]
