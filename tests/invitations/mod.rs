//! Invitations: from the address to the membership.

mod commands;
mod inviting;
mod joining;
mod legacy;
mod one_answer;
mod sending_again;
mod world;
