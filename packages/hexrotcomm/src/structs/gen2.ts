/** The generation in which the controller listens: the structs of `gen1b`, with times in TAI. */
export { Command, Header } from "./gen1b.ts";
