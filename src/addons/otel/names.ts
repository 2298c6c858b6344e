/** Names of attributes and instruments: those of the semantic conventions for messaging where they have one (version 1.45.0). */

/** Semantic conventions. */
export const SYSTEM = "messaging.system.name";
export const DESTINATION = "messaging.destination.name";
export const OPERATION_NAME = "messaging.operation.name";
export const OPERATION_TYPE = "messaging.operation.type";
export const SIZE = "messaging.message.envelope.size";
export const ERROR = "error.type";
export const ADDRESS = "server.address";
export const PORT = "server.port";
export const DIRECTION = "network.io.direction";
export const DURATION = "messaging.client.operation.duration";

/** As `@opentelemetry/instrumentation-socket.io` names them on the server. */
export const NAMESPACE = "messaging.socket.io.namespace";
export const EVENT = "messaging.socket.io.event_name";

/** Our own. */
export const TRANSPORT = "holdfast.transport";
export const ATTEMPT = "holdfast.attempt";
export const REASON = "holdfast.disconnect.reason";
export const STATE = "holdfast.connection.state";
export const TRIES = "holdfast.tries";
