package dev.signalbox.examples.springai.app;

/** What a traveller sends. */
record Question(String user, String message) {}
