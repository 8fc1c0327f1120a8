//! Speaks to the server in PostgreSQL's own protocol, so that no client is needed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what must hold by unwrapping it"
)]

use std::env;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use tenure_pg_cluster::Cluster;

/// Set in the child that is to die with a cluster in its hands.
const DIES: &str = "TENURE_PG_CLUSTER_TEST_DIES";

#[test]
fn owner_may_create_databases_and_roles_but_is_held_by_row_level_security() {
    let cluster = Cluster::start().unwrap();
    let attributes = query(
        &cluster.url(),
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles \
         WHERE rolname = current_user",
    );
    assert_eq!(attributes, ["f", "f", "t", "t"]);
    assert_eq!(query(&cluster.url(), "SHOW fsync"), ["off"]);
    assert_eq!(query(&cluster.url(), "SHOW max_connections"), ["200"]);
    assert_eq!(
        query(
            &cluster.superuser_url(),
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ),
        ["t"]
    );
}

#[test]
fn nothing_is_left_when_it_is_dropped() {
    let cluster = Cluster::start().unwrap();
    let directory = cluster.directory().to_owned();
    let address = address(&cluster.url());
    assert!(TcpStream::connect(&address).is_ok());
    drop(cluster);
    assert!(!directory.exists());
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn nothing_is_left_when_its_user_is_killed() {
    if env::var_os(DIES).is_some() {
        let cluster = Cluster::start().unwrap();
        println!("directory={}", cluster.directory().display());
        println!("address={}", address(&cluster.url()));
        std::process::abort();
    }
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "--nocapture",
            "nothing_is_left_when_its_user_is_killed",
        ])
        .env(DIES, "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let said = |name: &str| {
        let (_, rest) = text.split_once(name).unwrap_or_else(|| panic!("{text}"));
        rest.lines().next().unwrap().to_owned()
    };
    assert!(!output.status.success());
    let (directory, address) = (said("directory="), said("address="));
    eventually(|| !Path::new(&directory).exists());
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn users_of_one_name_share_a_server() {
    let name = env::current_exe().unwrap().display().to_string();
    let first = Cluster::shared(&name).unwrap();
    let url = first.url();
    let second = Cluster::shared(&name).unwrap();
    assert_eq!(second.url(), url);
    drop((first, second));
    let later = Cluster::shared(&name).unwrap();
    assert_eq!(later.url(), url);
    assert_eq!(query(&url, "SELECT 1 + 1"), ["2"]);
}

fn address(url: &str) -> String {
    let (_, rest) = url.split_once('@').unwrap();
    rest.split('/').next().unwrap().to_owned()
}

fn eventually(condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("still not so after ten seconds");
}

/// The columns of the only row that `sql` gives.
fn query(url: &str, sql: &str) -> Vec<String> {
    let user = url.strip_prefix("postgres://").unwrap();
    let user = user.split('@').next().unwrap();
    let mut stream = TcpStream::connect(address(url)).unwrap();

    let parameters = format!("user\0{user}\0database\0postgres\0\0");
    let mut startup = 196_608_u32.to_be_bytes().to_vec();
    startup.extend_from_slice(parameters.as_bytes());
    send(&mut stream, None, &startup);
    while receive(&mut stream).0 != b'Z' {}

    send(&mut stream, Some(b'Q'), format!("{sql}\0").as_bytes());
    let mut row = Vec::new();
    loop {
        match receive(&mut stream) {
            (b'D', body) => row = columns(&body),
            (b'E', body) => panic!("{}", String::from_utf8_lossy(&body)),
            (b'Z', _) => return row,
            _ => {}
        }
    }
}

fn send(stream: &mut TcpStream, kind: Option<u8>, body: &[u8]) {
    let length = u32::try_from(body.len() + 4).unwrap();
    stream.write_all(kind.as_slice()).unwrap();
    stream.write_all(&length.to_be_bytes()).unwrap();
    stream.write_all(body).unwrap();
}

fn receive(stream: &mut TcpStream) -> (u8, Vec<u8>) {
    let mut head = [0; 5];
    stream.read_exact(&mut head).unwrap();
    let [kind, length @ ..] = head;
    let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
    stream.read_exact(&mut body).unwrap();
    (kind, body)
}

fn columns(row: &[u8]) -> Vec<String> {
    let mut rest = &row[2..];
    let mut columns = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let (value, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        columns.push(String::from_utf8(value.to_vec()).unwrap());
        rest = tail;
    }
    columns
}
