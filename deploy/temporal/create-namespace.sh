#!/bin/sh
# Makes the namespace that Webloom works in, with the days its ended workflows are kept, and waits until it can be used. Run by
# temporalio/admin-tools with TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and NAMESPACE_RETENTION; may be repeated.
set -eu

# `sh -c` runs its argument until it works, for a minute.
patiently() {
  tries=60
  until sh -c "$1" >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -le 0 ]; then
      echo "did not work for a minute: $1" >&2
      sh -c "$1"
      exit 1
    fi
    sleep 1
  done
}

patiently 'temporal operator cluster health'
if ! temporal operator namespace describe -n "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace create -n "$TEMPORAL_NAMESPACE" --retention "$NAMESPACE_RETENTION"
fi
# The server looks for new namespaces every few seconds.
patiently 'temporal workflow count'
