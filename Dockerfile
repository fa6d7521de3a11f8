# syntax=docker/dockerfile:1
# Two stages: what builds is not in what runs. No secret is needed to build, none is inside.
# The Python that the tests run on. docs/running/containers.md says how to start it.

FROM python:3.11-slim-bookworm AS built
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
# Files keep the modes of the folder they are copied from, where umask may have been strict.
RUN export ALONGSIDE_SECRET_KEY=build ALONGSIDE_PEPPER=build ALONGSIDE_AUDIT_KEY=build \
           ALONGSIDE_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ALONGSIDE_VAR=/opt/alongside/var \
    && venv/bin/python tools/messages.py compile \
    && venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf tools requirements.txt \
    && chmod -R a+rX .

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 alongside \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /opt/alongside \
               --shell /usr/sbin/nologin alongside
COPY --from=built /opt/alongside /opt/alongside
# Seals and, without a database server, the database: the only folders that are written to.
RUN mkdir -p /opt/alongside/var/seals && chown alongside: /opt/alongside/var /opt/alongside/var/seals
WORKDIR /opt/alongside
# By number, so that whoever runs it can see that it is not root.
USER 10001:10001
ENV PATH=/opt/alongside/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
# It answers to its own names only, so it is asked under the first of them.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as u; name = os.environ.get('ALONGSIDE_HOSTS', '').split(',')[0].strip(' .*'); u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': name or 'localhost'}), timeout=4)"]
CMD ["python", "manage.py", "serve", "--bind", "0.0.0.0:8000"]
