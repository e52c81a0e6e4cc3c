"""Django's settings, addresses and WSGI entry, made from the home that ``STOPPRESS_HOME`` names.

One settings module serves every process; ``STOPPRESS_ROLE`` says which it is (see
``stoppress.conf.process_role.ProcessRole``).
"""
