#!/bin/sh
# The judges, made ready under $1: veraPDF's jar, the two drivers, raster.
# vera.pin says which version of the npm package @opendataloader/pdf and the
# SHA-256 of the jar in it; any other jar is never run. A first line "FAIL …"
# says what is missing; nothing is left out in silence.
set -u
here=$(dirname "$0")
out=$1
java=/usr/share/java
mkdir -p "$out/classes"

fail() {
	echo "FAIL $*"
	exit 1
}

read -r version sum <"$here/vera.pin"
jar=$out/vera-$version.jar

fetch() {
	command -v npm >/dev/null || fail "veraPDF: npm is not there (package npm)"
	timeout 300 npm install --ignore-scripts --no-audit --no-fund --no-save \
		--prefix "$out/npm" "@opendataloader/pdf@$version" >"$out/npm.log" 2>&1 ||
		fail "veraPDF: the npm registry did not give @opendataloader/pdf $version (see $out/npm.log)"
	cp "$out/npm/node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar" "$jar.new" ||
		fail "veraPDF: no jar in the npm package"
	mv "$jar.new" "$jar"
}

is_pinned() {
	[ "$(sha256sum "$jar" | cut -d ' ' -f 1)" = "$sum" ]
}

drivers() {
	path=$1
	shift
	javac -proc:none -nowarn -cp "$path" -d "$out/classes" "$@" >"$out/javac.log" 2>&1 ||
		fail "javac $* (see $out/javac.log; package default-jdk-headless)"
}

case $2 in
raster)
	${CC:-gcc} -std=c11 -D_GNU_SOURCE -O2 -o "$out/raster" "$here/raster.c" ||
		fail "raster.c does not compile" ;;
flight)
	path=
	for part in preflight pdfbox2 fontbox2 xmpbox commons-logging commons-io jaxb-api javax.activation; do
		[ -f "$java/$part.jar" ] || fail "Preflight: no $java/$part.jar (package libpdfbox2-java)"
		path=$path:$java/$part.jar
	done
	drivers "$path" "$here/Flight.java"
	echo "$out/classes$path" ;;
vera)
	[ -s "$jar" ] || fetch
	is_pinned || fail "veraPDF: the jar of version $version has SHA-256 $(sha256sum "$jar" | cut -d ' ' -f 1), not $sum as vera.pin says; it is not run"
	drivers "$jar" "$here/Vera.java"
	path=$out/classes:$jar
	for part in jaxb-api jaxb-core jaxb-runtime javax.activation istack-commons-runtime txw2 stax-ex FastInfoset; do
		[ -f "$java/$part.jar" ] || fail "veraPDF: no $java/$part.jar (package libjaxb-java)"
		path=$path:$java/$part.jar
	done
	echo "$path" ;;
esac
