# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What the packages depend on comes first: sources change daily, packages seldom, and restored layers are kept.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json ./
COPY PlumbingOps.Data/PlumbingOps.Data.csproj PlumbingOps.Data/packages.lock.json PlumbingOps.Data/
COPY PlumbingOps.Web/PlumbingOps.Web.csproj PlumbingOps.Web/packages.lock.json PlumbingOps.Web/BlazorScript.targets PlumbingOps.Web/
RUN dotnet restore PlumbingOps.Web --locked-mode
COPY PlumbingOps.Data PlumbingOps.Data
COPY PlumbingOps.Web PlumbingOps.Web
RUN dotnet publish PlumbingOps.Web --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Reads and crops the pictures of the library.
RUN apt-get update && apt-get install -y --no-install-recommends libvips-tools && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
# The image's own unprivileged account; the data folder is a volume and takes its owner from here.
RUN install --directory --mode=0750 --owner="$APP_UID" --group="$APP_UID" /data
USER $APP_UID
VOLUME /data
ENV ASPNETCORE_HTTP_PORTS=8080 \
    PlumbingOps__DataFolder=/data \
    DOTNET_EnableDiagnostics=0
EXPOSE 8080
# The image has no curl; bash speaks enough HTTP to ask.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r -u 3 _ status _ && [[ $status == 200 ]]"]
ENTRYPOINT ["dotnet", "PlumbingOps.Web.dll"]
