package dev.signalbox.core.control;

/**
 * One call site: an instrumented method of a library or of the user's own classes.
 *
 * @param id what routes refer to, such as {@code langchain4j.chat}
 * @param state {@code waiting} (no class seen yet), {@code observed}, {@code routed}, {@code off} or {@code disabled}
 * @param classes how many classes carry it now
 * @param note why it is disabled, or what about it is left alone or only observed; or empty
 * @param verifiedWith the library and the versions it was verified with; empty where it belongs to no library
 */
public record CallSiteInfo(String id, String state, int classes, String note, String verifiedWith) {}
