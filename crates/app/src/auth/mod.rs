//! Who people are: sign-up, sign-in, sessions, the first operator.

mod operator;
pub mod password;
mod session;
mod set_up;
mod sign_in;
mod sign_up;
mod token;

pub use operator::OperatorAccess;
pub use session::{InstanceView, Overview};
pub use set_up::SetUp;
pub use sign_in::SignIn;
pub use sign_up::SignUpForm;
pub(crate) use sign_up::{Account, Operator, write as write_account};
pub use token::{Token, hex};
