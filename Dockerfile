# The image of newsdesk, with its embedding model: it downloads nothing when it runs, and writes to /data and /tmp only.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-trixie AS build
# Packages for language models, as openai or anthropic,ollama.
ARG EXTRAS=
# The build of PyTorch without CUDA, which is several gigabytes smaller.
ENV UV_TORCH_BACKEND=cpu UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy VIRTUAL_ENV=/opt/newsdesk
WORKDIR /source
COPY requirements.lock requirements-test.lock ./
RUN pip install --no-cache-dir --constraint requirements-test.lock uv \
    && uv venv "$VIRTUAL_ENV" \
    && uv pip install --no-cache --requirements requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY index index
COPY prompts prompts
RUN uv pip install --no-cache --no-build-isolation --constraint requirements-test.lock ".[${EXTRAS}]"

FROM python:${PYTHON}-slim-trixie
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin newsdesk \
    && install --directory --owner=newsdesk --group=newsdesk --mode=0700 /data
COPY --from=build /opt/newsdesk /opt/newsdesk
ENV PATH=/opt/newsdesk/bin:$PATH NEWSDESK_HOME=/data NEWSDESK_DISCORD__HEALTH_PORT=8080
USER 10001:10001
VOLUME /data
# Of the bot; whoever runs another command for long switches it off.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-I", "-c", "\
import http.client, os, sys; \
bot = http.client.HTTPConnection('127.0.0.1', os.environ['NEWSDESK_DISCORD__HEALTH_PORT'], timeout=4); \
bot.request('GET', '/health'); \
sys.exit(bot.getresponse().status != 200)"]
ENTRYPOINT ["newsdesk"]
CMD ["bot"]
