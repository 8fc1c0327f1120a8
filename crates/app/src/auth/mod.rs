//! Who people are: sign-up, sign-in, links by e-mail, sessions, one's own account, the first operator.

mod account;
mod begin;
mod browser;
mod change_address;
mod change_password;
mod link;
mod notice;
mod operator;
pub mod password;
mod session;
mod set_up;
mod sign_in;
mod sign_up;
mod token;

pub use account::AccountChange;
pub use browser::Browser;
pub use change_address::NewAddress;
pub use change_password::NewPasswordForm;
pub(crate) use link::set_password;
pub use link::{LinkAnswer, LinkRequest, LinkUse, LinkUsed};
pub use operator::OperatorAccess;
pub use session::{InstanceView, Overview};
pub use set_up::SetUp;
pub use sign_in::SignIn;
pub use sign_up::SignUpForm;
pub(crate) use sign_up::{Account, NAME_CHARACTERS, Operator, write as write_account};
pub use token::{Token, hex};
