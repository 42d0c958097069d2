mkdir -p /var/till
TILL=7 exec /opt/till
