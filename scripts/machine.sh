# shellcheck shell=bash
# What the machine must have, for run and test. Sourced, not run.

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# A service account or a container may have no home, or one it cannot write to; .NET and NuGet need some place.
ensure_home() {
    if [[ -z ${HOME:-} || ! -d $HOME || ! -w $HOME ]]; then
        export HOME="$ROOT/artifacts/home"
        mkdir -p "$HOME"
    fi
    export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-$HOME}"
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
    # Build helpers that outlive the build would keep hundreds of megabytes.
    export MSBUILDDISABLENODEREUSE=1
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null && { ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

# install WHAT PACKAGE...: with apt when we may, otherwise in words.
install() {
    local what=$1
    shift
    if ! can_install; then
        complain "$what is missing, and this user may not install it. Ask an administrator for: apt install $*"
        return 1
    fi
    say "Installing $what ($*)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 "$@" </dev/null >/dev/null
}

ensure_dotnet() {
    local problem
    if ! command -v dotnet >/dev/null; then
        complain "The .NET 10 SDK is missing. Ubuntu 24.04 and newer: apt install dotnet-sdk-10.0. Elsewhere: see https://learn.microsoft.com/dotnet/core/install/linux"
        return 1
    fi
    # In the repository, so that global.json has its say.
    if ! problem=$(dotnet --version 2>&1); then
        complain "The .NET SDK here cannot build PlumbingOps; it takes version 10: see https://learn.microsoft.com/dotnet/core/install/linux"
        complain "$problem"
        return 1
    fi
}

# The newest major version among the PostgreSQL servers installed; 0 when there is none.
postgres_major() {
    local program version newest=0
    for program in ${PLUMBINGOPS_PGBIN:+"$PLUMBINGOPS_PGBIN/postgres"} "$(command -v postgres || true)" /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres; do
        [[ -x $program ]] || continue
        version=$("$program" --version | sed -n 's/.*(PostgreSQL) \([0-9]*\).*/\1/p')
        if ((${version:-0} > newest)); then newest=$version; fi
    done
    say "$newest"
}

ensure_postgres() {
    local oldest=15 clusters=/etc/postgresql-common/createcluster.conf
    if (($(postgres_major) >= oldest)); then return; fi
    if can_install && [[ ! -e $clusters ]]; then
        # The package would start a server of its own on port 5432; ours is private.
        as_root mkdir -p "${clusters%/*}"
        say 'create_main_cluster = false' | as_root tee "$clusters" >/dev/null
    fi
    install "PostgreSQL" postgresql || return 1
    if (($(postgres_major) < oldest)); then
        complain "PlumbingOps needs PostgreSQL $oldest or newer, and this system's own is $(postgres_major). docs/OPERATIONS.md says how to get a newer one (PostgreSQL)."
        return 1
    fi
}

# Reads and crops the pictures of the library.
ensure_pictures() {
    if command -v vipsthumbnail >/dev/null && command -v vips >/dev/null; then return; fi
    install "the picture tools" libvips-tools
}

ensure_browser() {
    if [[ -n ${PLUMBINGOPS_CHROMIUM:-} ]] || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null; then return; fi
    # Debian has the engine without windows by itself: a fifth less work for the tests.
    install "the browser for the page tests" chromium-headless-shell fonts-liberation || install "the browser for the page tests" chromium fonts-liberation
}
