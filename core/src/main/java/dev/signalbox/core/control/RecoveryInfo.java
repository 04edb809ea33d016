package dev.signalbox.core.control;

import java.util.List;

/**
 * One incident.
 *
 * @param id counts from 1
 * @param type {@code routing}, {@code resource} or {@code balance}
 * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}, at its worst
 * @param status {@code pending}, {@code in_progress}, {@code completed} or {@code failed}
 * @param subject the route, chain ({@code chat/large}), node or model in trouble
 * @param action {@code retry}, {@code failover}, {@code rebalance} or {@code scale}
 * @param parameters the action's parameters, in words
 * @param successProbability how likely the action was to succeed when the incident last changed, 0 to 1
 * @param beganMillis when it began, in milliseconds since the Unix epoch
 * @param changedMillis when it last changed, in milliseconds since the Unix epoch
 * @param failures attempts of the route that failed meanwhile; 0 where it is not about a route's calls, as all counts below
 * @param retries attempts repeated on the same node
 * @param retried calls answered by a repeated attempt
 * @param failedOver calls answered by another node
 * @param seen calls whose caller was given an exception
 * @param withoutChain calls that no chain was allowed to run
 * @param reason why it stands as it does, in words
 * @param history its changes, oldest first, each with its time (ISO 8601), status and severity; 16 at most
 */
public record RecoveryInfo(
        long id,
        String type,
        String severity,
        String status,
        String subject,
        String action,
        String parameters,
        double successProbability,
        long beganMillis,
        long changedMillis,
        long failures,
        long retries,
        long retried,
        long failedOver,
        long seen,
        long withoutChain,
        String reason,
        List<String> history) {}
