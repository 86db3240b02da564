# Two stages: what is needed to install stays behind in the first.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /app/venv
COPY requirements.lock ./
RUN /app/venv/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY clients ./clients
COPY service ./service
RUN /app/venv/bin/pip install --no-deps --no-build-isolation . \
    && /app/venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
ENV PATH=/app/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SECONDSOURCE_DATA_DIR=/var/lib/secondsource PORT=8000
RUN useradd --system --uid 10001 --home-dir /var/lib/secondsource --create-home --shell /usr/sbin/nologin secondsource
COPY --from=build /app/venv /app/venv
USER 10001
WORKDIR /var/lib/secondsource
VOLUME /var/lib/secondsource
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/livez', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["secondsource", "serve"]
