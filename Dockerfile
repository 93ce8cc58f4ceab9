# The published package, served read-only. How to run it: docs/publish.md
FROM python:3.11.14-slim-bookworm AS build
WORKDIR /app
RUN python -m venv .venv
COPY lock/serve.txt lock/
RUN .venv/bin/pip install --quiet --require-hashes --no-deps --only-binary :all: --disable-pip-version-check -r lock/serve.txt
COPY pyproject.toml README.md LICENSE LICENSE-DATA.md datapackage.json metadata.yml ./
COPY etl etl
COPY data data
COPY curation curation
COPY bench/results/accuracy.json bench/results/
RUN .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
 && .venv/bin/python -c "from pathlib import Path; from etl.pipeline import ensure_database; from etl.workspace import Workspace; ensure_database(Workspace(Path.cwd()))"

FROM python:3.11.14-slim-bookworm
WORKDIR /app
COPY --from=build /app /app
ENV PYTHONDONTWRITEBYTECODE=1
USER nobody
EXPOSE 8001
HEALTHCHECK --interval=30s --timeout=5s CMD [".venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8001/robots.txt', timeout=4)"]
CMD [".venv/bin/embassyrow", "serve", "--host", "0.0.0.0", "--port", "8001"]
