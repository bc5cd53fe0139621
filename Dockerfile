# The service in one image, without what only its tests need:  docker build --tag hoadep .
FROM python:3.12-slim-trixie AS build
WORKDIR /build
RUN python -m venv /opt/hoadep
COPY requirements-run.lock .
RUN /opt/hoadep/bin/pip install --no-cache-dir --require-hashes --requirement requirements-run.lock
COPY . .
RUN /opt/hoadep/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim-trixie
# `hoadep backup` and `restore` need pg_dump and pg_restore, no older than the server.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/hoadep --create-home --shell /usr/sbin/nologin hoadep \
 && chmod 700 /var/lib/hoadep
COPY --from=build /opt/hoadep /opt/hoadep
COPY config.toml /etc/hoadep/config.toml
ENV PATH=/opt/hoadep/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    HOADEP_CONFIG=/etc/hoadep/config.toml \
    HOADEP_DATABASE__URL=sqlite:////var/lib/hoadep/hoadep.db \
    HOADEP_DATA_DIR=/var/lib/hoadep/data \
    HOADEP_WEB__HOST=0.0.0.0 \
    HOADEP_LOG__FORMAT=json
USER hoadep
WORKDIR /var/lib/hoadep
VOLUME /var/lib/hoadep
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8090/healthz', timeout=5)"]
ENTRYPOINT ["hoadep"]
CMD ["run"]
